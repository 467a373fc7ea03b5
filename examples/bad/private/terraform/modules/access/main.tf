# Rights of the pipeline and of the operators.

resource "azurerm_role_assignment" "pipeline" {
  name                 = "ff7cf3da-eb86-553c-9c82-7081d0c0fa55"
  scope                = var.subscription_id
  role_definition_name = "Contributor"
  principal_id         = var.pipeline_object_id
}

resource "azurerm_role_assignment" "operators" {
  name                 = "b95b7e9a-a950-583f-b103-893e97e5cedb"
  scope                = var.subscription_id
  role_definition_name = "Owner"
  principal_id         = var.operators_object_id
  principal_type       = "Group"
}

resource "azurerm_role_definition" "support" {
  role_definition_id = "9f329ad0-37b3-5279-bce1-daf0cba8e0c5"
  name               = "Integration support"
  scope              = var.subscription_id
  assignable_scopes  = [var.subscription_id]

  permissions {
    actions     = ["*"]
    not_actions = ["Microsoft.Authorization/*/delete"]
  }
}

resource "azurerm_security_center_subscription_pricing" "storage" {
  resource_type = "StorageAccounts"
  tier          = "Free"
}
