"""What the command line offers: a module per command. `livechat.__main__` names them and adds `serve`."""
