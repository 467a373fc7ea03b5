# Private endpoints. The zones exist in the hub already, it is said; the ones that were missing are made here.

resource "azurerm_private_dns_zone" "this" {
  for_each = var.targets

  name                = each.value.zone
  resource_group_name = var.resource_group_name
}

resource "azurerm_private_endpoint" "this" {
  for_each = var.targets

  name                = "pe-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.subnet_id

  private_service_connection {
    name                           = each.key
    private_connection_resource_id = each.value.id
    subresource_names              = [each.value.group]
    is_manual_connection           = false
  }

  dynamic "private_dns_zone_group" {
    for_each = each.value.record ? [azurerm_private_dns_zone.this[each.key].id] : []

    content {
      name                 = "default"
      private_dns_zone_ids = [private_dns_zone_group.value]
    }
  }
}
