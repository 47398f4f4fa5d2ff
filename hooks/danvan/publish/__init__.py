"""What happens to a build before and when it goes public."""
