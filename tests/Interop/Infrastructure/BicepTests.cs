using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Infrastructure;

/// <summary>infra/bicep against Bicep's grammar and Azure's own type data. There is no compiler of Bicep among the tests' packages.</summary>
public sealed class BicepTests(InfrastructureScripts scripts) : IClassFixture<InfrastructureScripts>
{
    [NodeFact]
    public async Task Every_file_parses_and_every_property_and_value_has_Azures_type()
    {
        Assert.Empty(await scripts.CheckBicepAsync());
    }

    [NodeTheory]
    [InlineData("modules/storage.bicep", "allowSharedKeyAccess:", "allowSharedKeyAcess:", "has no property 'allowSharedKeyAcess'")]
    [InlineData("modules/app.bicep", "      scaleAndConcurrency:", "      scaleAndConcurency:", "has no property 'scaleAndConcurency'")]
    [InlineData("modules/app.bicep", "instanceMemoryMB: instanceMemoryMB", "instanceMemoryMb: instanceMemoryMB", "has no property 'instanceMemoryMb'")]
    [InlineData("modules/alerts.bicep", "timeAggregation:", "timeAgregation:", "has no property 'timeAgregation'")]
    [InlineData("modules/alerts.bicep", "emailAddress: email", "address: email", "needs 'emailAddress'")]
    [InlineData("modules/monitor.bicep", "requireAuthentication:", "requiresAuthentication:", "has no property 'requiresAuthentication'")]
    [InlineData("modules/monitor.bicep", "name: 'authsettingsV2'", "name: 'authsettingsV3'", "one of ")]
    [InlineData("modules/app.bicep", "httpsOnly: true", "httpsOnly: 'true'", "'true' where bool is wanted")]
    [InlineData("modules/alerts.bicep", "severity: 2", "severity: 'high'", "is wanted")]
    [InlineData("modules/alerts.bicep", "operator: 'GreaterThan'", "operator: true", "bool where")]
    [InlineData("modules/storage.bicep", "  kind: 'StorageV2'\n", "", "needs 'kind'")]
    [InlineData("modules/telemetry.bicep", "DisableLocalAuth: true", "InstrumentationKey: 'x'", "can only be read")]
    [InlineData("modules/app.bicep", "'Microsoft.Web/sites@2024-11-01'", "'Microsoft.Web/site@2024-11-01'", "no resource type")]
    [InlineData("modules/storage.bicep", "parent: account", "parent: acount", "'acount' is not declared")]
    [InlineData("modules/storage.bicep", "primaryEndpoints.blob", "primaryEndpoints.blobs", "has no property 'blobs'")]
    [InlineData("modules/storage.bicep", "role.value)\n  scope", "role.valeu)\n  scope", "has no property 'valeu'")]
    [InlineData("modules/storage.bicep", "supportsHttpsTrafficOnly: true\n  }", "supportsHttpsTrafficOnly: true\n", "syntax")]
    [InlineData("modules/identity.bicep", "@description('Client id.')\n", "", "output 'clientId' has no description")]
    [InlineData("main.bicep", "identity.outputs.principalId", "identity.outputs.objectId", "has no property 'objectId'")]
    [InlineData("main.bicep", "    sku: storageSku\n", "", "needs 'sku'")]
    [InlineData("main.bicep", "sku: storageSku", "skew: storageSku", "has no property 'skew'")]
    [InlineData("main.bicep", "instanceMemoryMB: instanceMemoryMB", "instanceMemoryMB: hubName", "string where int is wanted")]
    [InlineData("main.bicep", "param catalogKind string = 'athena'", "param catalogKind string = 'athens'", "'athens' where 'athena' | 'local' is wanted")]
    [InlineData("main.bicep", "'modules/app.bicep'", "'modules/apps.bicep'", "is not there")]
    [InlineData("main.bicep", "uniqueString(", "uniqeString(", "function 'uniqeString' is not known")]
    [InlineData("main.bicepparam", "param awsRegion", "param awsRegoin", "no parameter 'awsRegoin'")]
    [InlineData("main.bicepparam", "param awsRegion = 'eu-central-1'", "param awsRegion = 7", "int where string is wanted")]
    [InlineData("main.bicepparam", "param lakeRoot = 's3://my-bucket/appstore'\n", "", "parameter 'lakeRoot' is required")]
    public async Task A_mistake_is_found(string file, string from, string to, string finding)
    {
        var findings = await scripts.CheckBicepAsync(new { file, from, to });

        Assert.Contains(findings, f => f.StartsWith(file + ":", StringComparison.Ordinal) && f.Contains(finding, StringComparison.Ordinal));
    }
}
