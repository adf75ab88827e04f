"""The widgets: each draws the records or lines it is given and posts messages; none asks the library for anything."""
