//! ARM templates: JSON with places, the expression language, deployments evaluated to resources
