"""Sessions that begin with a spreadsheet: what it says of an application, and its rows."""
