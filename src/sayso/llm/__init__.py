"""Language models: which ones work for which role, how they are asked, what it cost."""
