output "shop_address" {
  value = aws_lb.shop.dns_name
}

output "media_bucket" {
  value = module.media.arn
}
