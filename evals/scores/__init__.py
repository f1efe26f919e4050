"""How good checks are, measured on labelled cases."""
