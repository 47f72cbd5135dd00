using System.Text.Json.Nodes;
using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Infrastructure;

/// <summary>infra/aws against AWS's own specification of CloudFormation resources.</summary>
public sealed class CloudFormationTests(InfrastructureScripts scripts) : IClassFixture<InfrastructureScripts>
{
    [NodeFact]
    public async Task Every_resource_property_and_reference_is_as_AWS_specifies_it()
    {
        Assert.Empty(await scripts.CheckStackAsync(new StackTemplate().Root));
    }

    [NodeTheory]
    [InlineData("BucketKeyEnabled:", "BucketKeyEnable:", "has no property 'BucketKeyEnable'")]
    [InlineData("NoncurrentDays: 30", "NoncurrentDay: 30", "needs 'NoncurrentDays'")]
    [InlineData("NoncurrentVersionExpiration:", "NoncurrentVersionsExpiration:", "has no property 'NoncurrentVersionsExpiration'")]
    [InlineData("BytesScannedCutoffPerQuery:", "BytesScannedCutOffPerQuery:", "has no property 'BytesScannedCutOffPerQuery'")]
    [InlineData("EncryptionOption: SSE_S3", "EncryptionOptions: SSE_S3", "has no property 'EncryptionOptions'")]
    [InlineData("ClientIdList: [!Ref Audience]", "ClientIdList: !Ref Audence", "'Audence' is neither parameter nor resource")]
    [InlineData("ClientIdList: [!Ref Audience]", "ClientIdList: api", "an array is wanted")]
    [InlineData("Type: AWS::Athena::WorkGroup", "Type: AWS::Athena::Workgroup", "no resource type 'AWS::Athena::Workgroup'")]
    [InlineData("EnableKeyRotation: true", "EnableKeyRotation: often", "true or false is wanted")]
    [InlineData("ObjectOwnership: BucketOwnerEnforced", "ObjectOwnership: BucketOwnerForced", "is none of")]
    [InlineData("      CatalogId: !Ref AWS::AccountId\n", "", "needs 'CatalogId'")]
    [InlineData("!GetAtt LakeKey.Arn", "!GetAtt LakeKey.Arm", "has no attribute 'Arm'")]
    [InlineData("'${LakeBucket.Arn}/athena-results/*'", "'${LakesBucket.Arn}/athena-results/*'", "there is no resource 'LakesBucket'")]
    [InlineData("Sid: FindInLake\n            Effect: Allow", "Sid: FindInLake\n            Effects: x\n            Effect: Allow", "no 'Effects'")]
    [InlineData("Condition: UsesKms\n    DeletionPolicy", "Condition: UsesKmz\n    DeletionPolicy", "condition 'UsesKmz' is not declared")]
    [InlineData("    UpdateReplacePolicy: Retain\n", "    UpdateReplacementPolicy: Retain\n", "a resource has no 'UpdateReplacementPolicy'")]
    public async Task A_mistake_is_found(string from, string to, string finding)
    {
        var yaml = await File.ReadAllTextAsync(StackTemplate.Path);
        Assert.Contains(from, yaml, StringComparison.Ordinal);
        JsonObject template = CloudFormationYaml.Parse(yaml.Replace(from, to, StringComparison.Ordinal));

        var findings = await scripts.CheckStackAsync(template);

        Assert.Contains(findings, f => f.Contains(finding, StringComparison.Ordinal));
    }
}
