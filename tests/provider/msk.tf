# What each type must be given, and no more.

resource "aws_msk_cluster" "a" {
  cluster_name           = "demo"
  kafka_version          = "demo"
  number_of_broker_nodes = 1
  broker_node_group_info {
    client_subnets  = ["demo"]
    instance_type   = "t3.micro"
    security_groups = ["sg-0123456789abcdef0"]
  }
}

resource "aws_msk_cluster_policy" "a" {
  cluster_arn = "arn:aws:iam::123456789012:role/demo"
  policy      = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_msk_configuration" "a" {
  name              = "demo"
  server_properties = "demo"
}

resource "aws_msk_serverless_cluster" "a" {
  cluster_name = "demo"
  client_authentication {
    sasl {
      iam {
        enabled = false
      }
    }
  }
  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }
}

resource "aws_msk_single_scram_secret_association" "a" {
  cluster_arn = "arn:aws:iam::123456789012:role/demo"
  secret_arn  = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_msk_vpc_connection" "a" {
  authentication     = "demo"
  client_subnets     = ["demo"]
  security_groups    = ["sg-0123456789abcdef0"]
  target_cluster_arn = "arn:aws:iam::123456789012:role/demo"
  vpc_id             = "vpc-0123456789abcdef0"
}

resource "aws_mskconnect_connector" "a" {
  connector_configuration    = { "demo" : "demo" }
  kafkaconnect_version       = "demo"
  name                       = "demo"
  service_execution_role_arn = "arn:aws:iam::123456789012:role/demo"
  capacity {
    autoscaling {
      max_worker_count = 1
      min_worker_count = 1
    }
  }
  kafka_cluster {
    apache_kafka_cluster {
      bootstrap_servers = "demo"
      vpc {
        security_groups = ["sg-0123456789abcdef0"]
        subnets         = ["subnet-0123456789abcdef0"]
      }
    }
  }
  kafka_cluster_client_authentication {
  }
  kafka_cluster_encryption_in_transit {
  }
  plugin {
    custom_plugin {
      arn      = "arn:aws:iam::123456789012:role/demo"
      revision = 1
    }
  }
}

resource "aws_mskconnect_custom_plugin" "a" {
  content_type = "JAR"
  name         = "demo"
  location {
    s3 {
      bucket_arn = "arn:aws:s3:::demo-bucket"
      file_key   = "demo"
    }
  }
}

resource "aws_mskconnect_worker_configuration" "a" {
  name                    = "demo"
  properties_file_content = "demo"
}
