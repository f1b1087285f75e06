"""Calibration: free rates fitted to what is known of real sectors, under the policy that asks for nothing."""
