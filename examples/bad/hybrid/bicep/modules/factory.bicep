// Data Factory, with a runtime in the mill.

param name string
param location string

param ftpPassword string

resource factory 'Microsoft.DataFactory/factories@2018-06-01' = {
  name: name
  location: location
  properties: {
    globalParameters: {
      sapPassword: {
        type: 'String'
        value: 'Pa55word4Sap'
      }
    }
  }

  resource mill 'integrationRuntimes' = {
    name: 'mill'
    properties: {
      type: 'SelfHosted'
    }
  }

  resource azure 'integrationRuntimes' = {
    name: 'azure'
    properties: {
      type: 'Managed'
      typeProperties: {
        computeProperties: {
          location: 'West Europe'
        }
      }
    }
  }

  resource ftp 'linkedServices' = {
    name: 'ftp'
    properties: {
      type: 'FtpServer'
      connectVia: {
        type: 'IntegrationRuntimeReference'
        referenceName: mill.name
      }
      typeProperties: {
        host: 'ftp.ostrava.internal'
        enableSsl: false
        enableServerCertificateValidation: false
        authenticationType: 'Basic'
        userName: 'adf'
        password: {
          type: 'SecureString'
          value: ftpPassword
        }
      }
    }
  }

  resource bench 'linkedServices' = {
    name: 'bench'
    properties: {
      type: 'HttpServer'
      connectVia: {
        type: 'IntegrationRuntimeReference'
        referenceName: mill.name
      }
      typeProperties: {
        url: 'http://bench.ostrava.internal/export'
        authenticationType: 'Anonymous'
      }
    }
  }
}
