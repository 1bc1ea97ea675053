// Searches, filters and sorts the list of findings. Without it the list reads the same, a hundred a page.
