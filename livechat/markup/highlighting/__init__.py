"""Code in colours: pygments finds the words, in a process of its own; here they become HTML."""
