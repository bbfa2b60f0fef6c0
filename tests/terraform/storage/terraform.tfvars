replica_region = "eu-west-2"
