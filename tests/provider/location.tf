# What each type must be given, and no more.

resource "aws_location_geofence_collection" "a" {
  collection_name = "demo"
}

resource "aws_location_map" "a" {
  map_name = "demo"
  configuration {
    style = "demo"
  }
}

resource "aws_location_place_index" "a" {
  data_source = "demo"
  index_name  = "demo"
}

resource "aws_location_route_calculator" "a" {
  calculator_name = "demo"
  data_source     = "demo"
}

resource "aws_location_tracker" "a" {
  tracker_name = "demo"
}

resource "aws_location_tracker_association" "a" {
  consumer_arn = "arn:aws:iam::123456789012:role/demo"
  tracker_name = "demo"
}
