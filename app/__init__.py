"""SigmaVault as people meet it: the command line, its sentences, later the window."""
