"""What the suites of a scenario share, block by block, laid over the network of its batches."""
