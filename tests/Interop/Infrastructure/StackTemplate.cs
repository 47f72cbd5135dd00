using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Infrastructure;

/// <summary>
/// <c>infra/aws/stack.yaml</c>, and what CloudFormation would make of it with given parameters. Names that AWS chooses are
/// replaced by patterns or fixed values, so that a policy can be put into force elsewhere.
/// </summary>
sealed partial class StackTemplate
{
    public const string Account = "123456789012";
    public const string Region = "us-east-1";

    readonly Dictionary<string, JsonNode> _parameters;

    /// <summary>Reads the template; parameters that are not given have their defaults.</summary>
    public StackTemplate(params (string Name, string Value)[] parameters)
    {
        Root = CloudFormationYaml.Parse(File.ReadAllText(Path));
        _parameters = Root["Parameters"]!.AsObject()
            .Where(p => p.Value!["Default"] is not null)
            .ToDictionary(p => p.Key, p => (JsonNode)JsonValue.Create(p.Value!["Default"]!.ToString()));
        foreach (var (name, value) in parameters)
        {
            Assert.True(Root["Parameters"]!.AsObject().ContainsKey(name), $"The stack has no parameter {name}.");
            _parameters[name] = value;
        }
    }

    public static string Path => System.IO.Path.Combine(NodePackages.RepositoryRoot, "infra", "aws", "stack.yaml");

    /// <summary>The template as it stands, functions unresolved.</summary>
    public JsonObject Root { get; }

    /// <summary>What the app may do: an IAM policy document, resolved.</summary>
    /// <param name="bucket">The lake's bucket.</param>
    /// <param name="parameters">Other parameters of the stack.</param>
    public static JsonObject AppPolicy(string bucket, params (string Name, string Value)[] parameters) =>
        new StackTemplate([.. parameters, ("BucketName", bucket)]).Properties("AppPolicy")["PolicyDocument"]!.AsObject();

    /// <summary>Whether a resource is made.</summary>
    public bool Makes(string resource) =>
        Resource(resource)["Condition"] is not { } condition || Holds(condition.GetValue<string>());

    /// <summary>A resource's properties, resolved.</summary>
    public JsonObject Properties(string resource) => Resolve(Resource(resource)["Properties"])!.AsObject();

    /// <summary>An output's value, resolved.</summary>
    public string Output(string name) => Resolve(Root["Outputs"]![name]!["Value"])!.ToString();

    JsonObject Resource(string name) => Root["Resources"]![name]!.AsObject();

    bool Holds(string condition) => Resolve(Root["Conditions"]![condition])!.GetValue<bool>();

    JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } function when Function(function) is { } resolved => resolved.Value,
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, Resolve(p.Value))).Where(p => p.Value is not null)),
        JsonArray list => new JsonArray([.. list.Select(Resolve).Where(n => n is not null)]),
        _ => node?.DeepClone(),
    };

    (JsonNode? Value, bool IsFunction)? Function(JsonObject map)
    {
        var (name, argument) = map.First();
        bool IsTrue(JsonNode? node) => Resolve(node)!.GetValue<bool>();
        return name switch
        {
            "Ref" => (Reference(argument!.GetValue<string>()), true),
            "Condition" when argument is JsonValue => (Holds(argument.GetValue<string>()), true),
            "Fn::GetAtt" => (Attribute(argument![0]!.GetValue<string>(), argument[1]!.GetValue<string>()), true),
            "Fn::Sub" => (Substitute(argument!.GetValue<string>()), true),
            "Fn::If" => (Resolve(argument![Holds(argument[0]!.GetValue<string>()) ? 1 : 2]), true),
            "Fn::Equals" => (Resolve(argument![0])!.ToString() == Resolve(argument[1])!.ToString(), true),
            "Fn::Not" => (!IsTrue(argument![0]), true),
            "Fn::And" => (argument!.AsArray().All(IsTrue), true),
            "Fn::Or" => (argument!.AsArray().Any(IsTrue), true),
            _ => null,
        };
    }

    string Substitute(string text) => Placeholder().Replace(text, m =>
        m.Groups[1].Value.Split('.', 2) is [var resource, var attribute]
            ? Attribute(resource, attribute)
            : Reference(m.Groups[1].Value)!.ToString());

    JsonNode? Reference(string name) => name switch
    {
        "AWS::NoValue" => null,
        "AWS::Partition" => "aws",
        "AWS::AccountId" => Account,
        "AWS::Region" => Region,
        "AWS::StackName" => "apple-analytics",
        "LakeBucket" => _parameters["BucketName"].ToString() is { Length: > 0 } given ? given : "apple-analytics-lakebucket-1",
        // AWS adds a hyphen and six characters of its own.
        "AppleSecret" => $"arn:aws:secretsmanager:{Region}:{Account}:secret:{_parameters["AppleSecretName"]}-??????",
        "Workgroup" => _parameters["WorkgroupName"].DeepClone(),
        "AppPolicy" => $"arn:aws:iam::{Account}:policy/{_parameters["RoleName"]}-app",
        _ => _parameters.TryGetValue(name, out var value) ? value.DeepClone() : throw new InvalidOperationException($"The stack refers to {name}, which is neither parameter nor known resource."),
    };

    string Attribute(string resource, string attribute) => (resource, attribute) switch
    {
        ("LakeBucket", "Arn") => $"arn:aws:s3:::{Reference("LakeBucket")}",
        ("LakeKey", "Arn") => $"arn:aws:kms:{Region}:{Account}:key/11111111-2222-3333-4444-555555555555",
        _ => throw new InvalidOperationException($"The stack asks for {resource}.{attribute}, which is not known here."),
    };

    [GeneratedRegex(@"\$\{([A-Za-z0-9:.]+)\}")]
    private static partial Regex Placeholder();
}
