"""Data in, a file's bytes out: Word, plain text, pictures, Excel. What the libraries cost is paid when one is made."""
