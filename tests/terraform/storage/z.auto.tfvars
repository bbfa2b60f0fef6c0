replica_region = "eu-central-1"
