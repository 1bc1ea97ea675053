// Steps through the regions of a finding. Everything it moves is in the page; without it the page reads the same.
