"""What tests share: builders, servers, fixtures' paths."""
