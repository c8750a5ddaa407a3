"""SQL of the migration that keeps attempts at programs, and lessons from them."""
