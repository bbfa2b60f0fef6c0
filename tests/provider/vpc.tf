# What each type must be given, and no more.

resource "aws_customer_gateway" "a" {
  type = "ipsec.1"
}

resource "aws_default_network_acl" "a" {
  default_network_acl_id = "demo"
}

resource "aws_default_route_table" "a" {
  default_route_table_id = "demo"
}

resource "aws_default_security_group" "a" {
}

resource "aws_default_subnet" "a" {
  availability_zone = "demo"
}

resource "aws_default_vpc" "a" {
}

resource "aws_default_vpc_dhcp_options" "a" {
}

resource "aws_ec2_carrier_gateway" "a" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_ec2_client_vpn_authorization_rule" "a" {
  access_group_id        = "demo"
  client_vpn_endpoint_id = "demo"
  target_network_cidr    = "10.0.0.0/16"
}

resource "aws_ec2_client_vpn_endpoint" "a" {
  client_cidr_block      = "10.0.0.0/16"
  server_certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  authentication_options {
    type = "certificate-authentication"
  }
  connection_log_options {
    enabled = false
  }
}

resource "aws_ec2_client_vpn_network_association" "a" {
  client_vpn_endpoint_id = "demo"
  subnet_id              = "subnet-0123456789abcdef0"
}

resource "aws_ec2_client_vpn_route" "a" {
  client_vpn_endpoint_id = "demo"
  destination_cidr_block = "10.0.0.0/16"
  target_vpc_subnet_id   = "subnet-0123456789abcdef0"
}

resource "aws_ec2_instance_state" "a" {
  instance_id = "demo"
  state       = "running"
}

resource "aws_ec2_local_gateway_route" "a" {
  destination_cidr_block                   = "10.0.0.0/16"
  local_gateway_route_table_id             = "demo"
  local_gateway_virtual_interface_group_id = "demo"
}

resource "aws_ec2_local_gateway_route_table_vpc_association" "a" {
  local_gateway_route_table_id = "demo"
  vpc_id                       = "vpc-0123456789abcdef0"
}

resource "aws_ec2_managed_prefix_list" "a" {
  address_family = "IPv4"
  max_entries    = 1
  name           = "demo"
}

resource "aws_ec2_managed_prefix_list_entry" "a" {
  cidr           = "10.0.0.0/16"
  prefix_list_id = "demo"
}

resource "aws_ec2_network_insights_analysis" "a" {
  network_insights_path_id = "demo"
}

resource "aws_ec2_network_insights_path" "a" {
  protocol = "tcp"
  source   = "demo"
}

resource "aws_ec2_subnet_cidr_reservation" "a" {
  cidr_block       = "10.0.0.0/16"
  reservation_type = "prefix"
  subnet_id        = "subnet-0123456789abcdef0"
}

resource "aws_ec2_traffic_mirror_filter" "a" {
}

resource "aws_ec2_traffic_mirror_filter_rule" "a" {
  destination_cidr_block   = "10.0.0.0/16"
  rule_action              = "accept"
  rule_number              = 1
  source_cidr_block        = "10.0.0.0/16"
  traffic_direction        = "ingress"
  traffic_mirror_filter_id = "demo"
}

resource "aws_ec2_traffic_mirror_session" "a" {
  network_interface_id     = "demo"
  session_number           = 1
  traffic_mirror_filter_id = "demo"
  traffic_mirror_target_id = "demo"
}

resource "aws_ec2_traffic_mirror_target" "a" {
  gateway_load_balancer_endpoint_id = "demo"
}

resource "aws_ec2_transit_gateway" "a" {
}

resource "aws_ec2_transit_gateway_connect" "a" {
  transit_gateway_id      = "demo"
  transport_attachment_id = "demo"
}

resource "aws_ec2_transit_gateway_default_route_table_association" "a" {
  transit_gateway_id             = "demo"
  transit_gateway_route_table_id = "demo"
}

resource "aws_ec2_transit_gateway_default_route_table_propagation" "a" {
  transit_gateway_id             = "demo"
  transit_gateway_route_table_id = "demo"
}

resource "aws_ec2_transit_gateway_multicast_domain" "a" {
  transit_gateway_id = "demo"
}

resource "aws_ec2_transit_gateway_multicast_domain_association" "a" {
  subnet_id                           = "subnet-0123456789abcdef0"
  transit_gateway_attachment_id       = "demo"
  transit_gateway_multicast_domain_id = "example.com"
}

resource "aws_ec2_transit_gateway_peering_attachment" "a" {
  peer_region             = "eu-west-1"
  peer_transit_gateway_id = "demo"
  transit_gateway_id      = "demo"
}

resource "aws_ec2_transit_gateway_peering_attachment_accepter" "a" {
  transit_gateway_attachment_id = "demo"
}

resource "aws_ec2_transit_gateway_policy_table" "a" {
  transit_gateway_id = "demo"
}

resource "aws_ec2_transit_gateway_policy_table_association" "a" {
  transit_gateway_attachment_id   = "demo"
  transit_gateway_policy_table_id = "demo"
}

resource "aws_ec2_transit_gateway_prefix_list_reference" "a" {
  prefix_list_id                 = "demo"
  transit_gateway_route_table_id = "demo"
}

resource "aws_ec2_transit_gateway_route" "a" {
  destination_cidr_block         = "10.0.0.0/16"
  transit_gateway_route_table_id = "demo"
}

resource "aws_ec2_transit_gateway_route_table" "a" {
  transit_gateway_id = "demo"
}

resource "aws_ec2_transit_gateway_route_table_association" "a" {
  transit_gateway_attachment_id  = "demo"
  transit_gateway_route_table_id = "demo"
}

resource "aws_ec2_transit_gateway_route_table_propagation" "a" {
  transit_gateway_attachment_id  = "demo"
  transit_gateway_route_table_id = "demo"
}

resource "aws_ec2_transit_gateway_vpc_attachment" "a" {
  subnet_ids         = ["subnet-0123456789abcdef0"]
  transit_gateway_id = "demo"
  vpc_id             = "vpc-0123456789abcdef0"
}

resource "aws_ec2_transit_gateway_vpc_attachment_accepter" "a" {
  transit_gateway_attachment_id = "demo"
}

resource "aws_egress_only_internet_gateway" "a" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_eip" "a" {
}

resource "aws_eip_association" "a" {
  instance_id = "demo"
}

resource "aws_eip_domain_name" "a" {
  allocation_id = "demo"
  domain_name   = "example.com"
}

resource "aws_flow_log" "a" {
  eni_id = "demo"
}

resource "aws_internet_gateway" "a" {
}

resource "aws_internet_gateway_attachment" "a" {
  internet_gateway_id = "demo"
  vpc_id              = "vpc-0123456789abcdef0"
}

resource "aws_main_route_table_association" "a" {
  route_table_id = "demo"
  vpc_id         = "vpc-0123456789abcdef0"
}

resource "aws_nat_gateway" "a" {
  subnet_id = "subnet-0123456789abcdef0"
}

resource "aws_network_acl" "a" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_network_acl_association" "a" {
  network_acl_id = "demo"
  subnet_id      = "subnet-0123456789abcdef0"
}

resource "aws_network_acl_rule" "a" {
  cidr_block     = "10.0.0.0/8"
  network_acl_id = "demo"
  protocol       = "tcp"
  rule_action    = "allow"
  rule_number    = 1
}

resource "aws_network_interface" "a" {
  subnet_id = "subnet-0123456789abcdef0"
}

resource "aws_network_interface_attachment" "a" {
  device_index         = 1
  instance_id          = "demo"
  network_interface_id = "demo"
}

resource "aws_network_interface_sg_attachment" "a" {
  network_interface_id = "demo"
  security_group_id    = "sg-0123456789abcdef0"
}

resource "aws_route" "a" {
  carrier_gateway_id     = "demo"
  destination_cidr_block = "10.0.0.0/16"
  route_table_id         = "demo"
}

resource "aws_route53_resolver_firewall_config" "a" {
  resource_id = "demo"
}

resource "aws_route_table" "a" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_route_table_association" "a" {
  gateway_id     = "demo"
  route_table_id = "demo"
}

resource "aws_security_group" "a" {
}

resource "aws_security_group_rule" "a" {
  cidr_blocks       = ["10.0.0.0/16"]
  from_port         = 1
  protocol          = "demo"
  security_group_id = "sg-0123456789abcdef0"
  to_port           = 1
  type              = "egress"
}

resource "aws_subnet" "a" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_verifiedaccess_endpoint" "a" {
  attachment_type          = "vpc"
  endpoint_type            = "load-balancer"
  verified_access_group_id = "demo"
}

resource "aws_verifiedaccess_group" "a" {
  verifiedaccess_instance_id = "demo"
}

resource "aws_verifiedaccess_instance" "a" {
}

resource "aws_verifiedaccess_instance_logging_configuration" "a" {
  verifiedaccess_instance_id = "demo"
  access_logs {
  }
}

resource "aws_verifiedaccess_instance_trust_provider_attachment" "a" {
  verifiedaccess_instance_id       = "demo"
  verifiedaccess_trust_provider_id = "demo"
}

resource "aws_verifiedaccess_trust_provider" "a" {
  policy_reference_name = "demo"
  trust_provider_type   = "user"
}

resource "aws_vpc" "a" {
}

resource "aws_vpc_dhcp_options" "a" {
  domain_name = "example.com"
}

resource "aws_vpc_dhcp_options_association" "a" {
  dhcp_options_id = "demo"
  vpc_id          = "vpc-0123456789abcdef0"
}

resource "aws_vpc_endpoint" "a" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_vpc_endpoint_connection_accepter" "a" {
  vpc_endpoint_id         = "demo"
  vpc_endpoint_service_id = "demo"
}

resource "aws_vpc_endpoint_connection_notification" "a" {
  connection_events           = ["demo"]
  connection_notification_arn = "arn:aws:iam::123456789012:role/demo"
  vpc_endpoint_id             = "demo"
}

resource "aws_vpc_endpoint_policy" "a" {
  vpc_endpoint_id = "demo"
}

resource "aws_vpc_endpoint_private_dns" "a" {
  private_dns_enabled = false
  vpc_endpoint_id     = "demo"
}

resource "aws_vpc_endpoint_route_table_association" "a" {
  route_table_id  = "demo"
  vpc_endpoint_id = "demo"
}

resource "aws_vpc_endpoint_security_group_association" "a" {
  security_group_id = "sg-0123456789abcdef0"
  vpc_endpoint_id   = "demo"
}

resource "aws_vpc_endpoint_service" "a" {
  acceptance_required = false
}

resource "aws_vpc_endpoint_service_allowed_principal" "a" {
  principal_arn           = "arn:aws:iam::123456789012:role/demo"
  vpc_endpoint_service_id = "demo"
}

resource "aws_vpc_endpoint_service_private_dns_verification" "a" {
  service_id = "demo"
}

resource "aws_vpc_endpoint_subnet_association" "a" {
  subnet_id       = "subnet-0123456789abcdef0"
  vpc_endpoint_id = "demo"
}

resource "aws_vpc_ipam" "a" {
  operating_regions {
    region_name = "eu-west-1"
  }
}

resource "aws_vpc_ipam_pool" "a" {
  address_family = "ipv4"
  ipam_scope_id  = "demo"
}

resource "aws_vpc_ipam_pool_cidr" "a" {
  ipam_pool_id = "demo"
}

resource "aws_vpc_ipam_pool_cidr_allocation" "a" {
  ipam_pool_id = "demo"
}

resource "aws_vpc_ipam_resource_discovery" "a" {
  operating_regions {
    region_name = "eu-west-1"
  }
}

resource "aws_vpc_ipam_resource_discovery_association" "a" {
  ipam_id                    = "demo"
  ipam_resource_discovery_id = "demo"
}

resource "aws_vpc_ipam_scope" "a" {
  ipam_id = "demo"
}

resource "aws_vpc_ipv4_cidr_block_association" "a" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_vpc_ipv6_cidr_block_association" "a" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_vpc_network_performance_metric_subscription" "a" {
  destination = "demo"
  source      = "demo"
}

resource "aws_vpc_peering_connection" "a" {
  peer_vpc_id = "vpc-0123456789abcdef0"
  vpc_id      = "vpc-0123456789abcdef0"
}

resource "aws_vpc_peering_connection_accepter" "a" {
  vpc_peering_connection_id = "demo"
}

resource "aws_vpc_peering_connection_options" "a" {
  vpc_peering_connection_id = "demo"
}

resource "aws_vpc_route_server" "a" {
  amazon_side_asn = 1
}

resource "aws_vpc_route_server_endpoint" "a" {
  route_server_id = "demo"
  subnet_id       = "subnet-0123456789abcdef0"
}

resource "aws_vpc_route_server_propagation" "a" {
  route_server_id = "demo"
  route_table_id  = "demo"
}

resource "aws_vpc_route_server_vpc_association" "a" {
  route_server_id = "demo"
  vpc_id          = "vpc-0123456789abcdef0"
}

resource "aws_vpc_security_group_egress_rule" "a" {
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "-1"
  security_group_id = "sg-0123456789abcdef0"
}

resource "aws_vpc_security_group_ingress_rule" "a" {
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "-1"
  security_group_id = "sg-0123456789abcdef0"
}

resource "aws_vpc_security_group_vpc_association" "a" {
  security_group_id = "sg-0123456789abcdef0"
  vpc_id            = "vpc-0123456789abcdef0"
}

resource "aws_vpn_connection" "a" {
  customer_gateway_id = "demo"
  type                = "ipsec.1"
}

resource "aws_vpn_connection_route" "a" {
  destination_cidr_block = "10.0.0.0/16"
  vpn_connection_id      = "demo"
}

resource "aws_vpn_gateway" "a" {
}

resource "aws_vpn_gateway_attachment" "a" {
  vpc_id         = "vpc-0123456789abcdef0"
  vpn_gateway_id = "demo"
}

resource "aws_vpn_gateway_route_propagation" "a" {
  route_table_id = "demo"
  vpn_gateway_id = "demo"
}
