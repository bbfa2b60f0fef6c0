# What each type must be given, and no more.

resource "aws_networkmanager_core_network" "a" {
  global_network_id = "demo"
}

resource "aws_networkmanager_customer_gateway_association" "a" {
  customer_gateway_arn = "arn:aws:iam::123456789012:role/demo"
  device_id            = "demo"
  global_network_id    = "demo"
}

resource "aws_networkmanager_device" "a" {
  global_network_id = "demo"
}

resource "aws_networkmanager_dx_gateway_attachment" "a" {
  core_network_id            = "demo"
  direct_connect_gateway_arn = "arn:aws:iam::123456789012:role/demo"
  edge_locations             = ["demo"]
}

resource "aws_networkmanager_global_network" "a" {
}

resource "aws_networkmanager_link" "a" {
  global_network_id = "demo"
  site_id           = "demo"
  bandwidth {
  }
}

resource "aws_networkmanager_link_association" "a" {
  device_id         = "demo"
  global_network_id = "demo"
  link_id           = "demo"
}

resource "aws_networkmanager_site" "a" {
  global_network_id = "demo"
}

resource "aws_networkmanager_transit_gateway_peering" "a" {
  core_network_id     = "demo"
  transit_gateway_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_networkmanager_transit_gateway_registration" "a" {
  global_network_id   = "demo"
  transit_gateway_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_networkmanager_transit_gateway_route_table_attachment" "a" {
  peering_id                      = "demo"
  transit_gateway_route_table_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_networkmanager_vpc_attachment" "a" {
  core_network_id = "demo"
  subnet_arns     = ["arn:aws:iam::123456789012:role/demo"]
  vpc_arn         = "arn:aws:iam::123456789012:role/demo"
}
