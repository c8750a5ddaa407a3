"""What the reader is trained with: annotated messages, the training script and how it is measured."""
