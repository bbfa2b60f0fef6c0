module "replica" {
  bucket = "${module.label.id}-copy"
}
