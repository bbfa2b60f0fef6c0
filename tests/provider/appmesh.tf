# What each type must be given, and no more.

resource "aws_appmesh_gateway_route" "a" {
  mesh_name            = "demo"
  name                 = "demo"
  virtual_gateway_name = "demo"
  spec {
    grpc_route {
      action {
        target {
          virtual_service {
            virtual_service_name = "demo"
          }
        }
      }
      match {
        service_name = "demo"
      }
    }
  }
}

resource "aws_appmesh_mesh" "a" {
  name = "demo"
}

resource "aws_appmesh_route" "a" {
  mesh_name           = "demo"
  name                = "demo"
  virtual_router_name = "demo"
  spec {
  }
}

resource "aws_appmesh_virtual_gateway" "a" {
  mesh_name = "demo"
  name      = "demo"
  spec {
    listener {
      port_mapping {
        port     = 1
        protocol = "http"
      }
    }
  }
}

resource "aws_appmesh_virtual_node" "a" {
  mesh_name = "demo"
  name      = "demo"
  spec {
  }
}

resource "aws_appmesh_virtual_router" "a" {
  mesh_name = "demo"
  name      = "demo"
  spec {
  }
}

resource "aws_appmesh_virtual_service" "a" {
  mesh_name = "demo"
  name      = "demo"
  spec {
  }
}
