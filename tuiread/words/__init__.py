"""Records become words for a screen, a plain line or a notice; nothing here draws, fetches or keeps anything."""
