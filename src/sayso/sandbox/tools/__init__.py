"""Programs of the toolchain, run over what people and models wrote: behind the walls that programs have."""
