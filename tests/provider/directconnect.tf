# What each type must be given, and no more.

resource "aws_dx_bgp_peer" "a" {
  address_family       = "ipv4"
  bgp_asn              = 1
  virtual_interface_id = "demo"
}

resource "aws_dx_connection" "a" {
  bandwidth = "1Gbps"
  location  = "demo"
  name      = "demo"
}

resource "aws_dx_connection_association" "a" {
  connection_id = "demo"
  lag_id        = "demo"
}

resource "aws_dx_connection_confirmation" "a" {
  connection_id = "demo"
}

resource "aws_dx_gateway_association" "a" {
  associated_gateway_id = "demo"
  dx_gateway_id         = "demo"
}

resource "aws_dx_hosted_private_virtual_interface" "a" {
  address_family   = "ipv4"
  bgp_asn          = 1
  connection_id    = "demo"
  name             = "demo"
  owner_account_id = "123456789012"
  vlan             = 1
}

resource "aws_dx_hosted_transit_virtual_interface" "a" {
  address_family   = "ipv4"
  bgp_asn          = 1
  connection_id    = "demo"
  name             = "demo"
  owner_account_id = "123456789012"
  vlan             = 1
}

resource "aws_dx_lag" "a" {
  connections_bandwidth = "1Gbps"
  location              = "demo"
  name                  = "demo"
}

resource "aws_dx_private_virtual_interface" "a" {
  address_family = "ipv4"
  bgp_asn        = 1
  connection_id  = "demo"
  dx_gateway_id  = "demo"
  name           = "demo"
  vlan           = 1
}

resource "aws_dx_transit_virtual_interface" "a" {
  address_family = "ipv4"
  bgp_asn        = 1
  connection_id  = "demo"
  dx_gateway_id  = "demo"
  name           = "demo"
  vlan           = 1
}
