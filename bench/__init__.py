"""How fast the portal answers at size, against floors that pass the same middleware: `make bench`."""
