"""From the solver's choices to dated, paced sessions."""
