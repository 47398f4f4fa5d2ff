"""What staff see and run at their desk."""
