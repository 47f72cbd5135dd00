using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppleAnalytics.Polyfills.Tests.Surface;

/// <summary>Reads the public types of assemblies, in the form of the recorded listing.</summary>
internal static class PublicApi
{
    private static readonly SymbolDisplayFormat s_member = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_type =
        s_member.WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters);

    // What the compiler makes for a record class by itself.
    private static readonly ImmutableHashSet<string> s_recordPlumbing =
        ["Equals", "GetHashCode", "ToString", "PrintMembers", "<Clone>$", "op_Equality", "op_Inequality"];

    /// <summary>The types of those assemblies in <paramref name="paths"/> whose name is accepted, ordered by name.</summary>
    public static IReadOnlyList<ApiType> Load(IEnumerable<string> paths, Func<string, bool> accept)
    {
        var references = paths.Select(path => MetadataReference.CreateFromFile(path)).ToList();
        var compilation = CSharpCompilation.Create("surface", references: references);
        return [.. references
            .Where(reference => accept(Path.GetFileNameWithoutExtension(reference.FilePath!)))
            .Select(reference => (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!)
            .SelectMany(assembly => TypesIn(assembly.GlobalNamespace))
            .Select(Print)
            .OrderBy(type => type.Name, StringComparer.Ordinal)];
    }

    /// <summary>What this process itself can load: the framework and everything the tests reference.</summary>
    public static IEnumerable<string> TrustedAssemblies() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol ns) => ns
        .GetTypeMembers()
        .Where(type => type.DeclaredAccessibility == Accessibility.Public)
        .Concat(ns.GetNamespaceMembers().SelectMany(TypesIn));

    private static ApiType Print(INamedTypeSymbol type)
    {
        var ns = type.ContainingNamespace.ToDisplayString();
        var assembly = type.ContainingAssembly.Identity;
        var attributes = type.GetAttributes()
            .Where(attribute => attribute.AttributeClass!.Name == nameof(AttributeUsageAttribute))
            .Select(attribute => $"[{attribute}]");
        var members = type.GetMembers().Where(member => IsListed(member, type)).Select(PrintMember);
        return new ApiType(
            $"{assembly.Name}.dll {assembly.Version}  namespace {ns}",
            $"{ns}.{type.MetadataName}",
            Declare(type),
            [.. attributes],
            [.. members]);
    }

    private static string Declare(INamedTypeSymbol type)
    {
        var constrained = type.ToDisplayString(s_member);
        var name = type.ToDisplayString(s_type);
        if (type.DelegateInvokeMethod is { } invoke)
        {
            var parameters = string.Join(", ", invoke.Parameters.Select(parameter => parameter.ToDisplayString(s_member)));
            return $"public delegate {invoke.ReturnType.ToDisplayString(s_member)} {name}({parameters})";
        }

        var modifier = type switch
        {
            { TypeKind: TypeKind.Class, IsStatic: true } => "static ",
            { TypeKind: TypeKind.Class, IsAbstract: true } => "abstract ",
            { TypeKind: TypeKind.Class, IsSealed: true } => "sealed ",
            { TypeKind: TypeKind.Struct, IsReadOnly: true } => "readonly ",
            _ => "",
        };
        var kind = type is { IsRecord: true, TypeKind: TypeKind.Class } ? "record" : type.TypeKind switch
        {
            TypeKind.Struct => "struct",
            TypeKind.Interface => "interface",
            TypeKind.Enum => "enum",
            _ => "class",
        };
        var bases = type.Interfaces.Prepend(type.BaseType)
            .Where(found => type.TypeKind != TypeKind.Enum
                && found is { SpecialType: SpecialType.None, DeclaredAccessibility: Accessibility.Public })
            .Select(found => found!.ToDisplayString(s_type))
            .ToList();
        return $"public {modifier}{kind} {name}"
            + (bases.Count == 0 ? "" : " : " + string.Join(", ", bases))
            + constrained[name.Length..];
    }

    private static bool IsListed(ISymbol member, INamedTypeSymbol type)
    {
        if (member.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected)
            || type.TypeKind == TypeKind.Delegate
            || (type.IsRecord && type.IsReferenceType && s_recordPlumbing.Contains(member.Name)))
        {
            return false;
        }

        return member switch
        {
            IMethodSymbol method => method.MethodKind
                is MethodKind.Ordinary or MethodKind.UserDefinedOperator or MethodKind.Conversion
                || (method.MethodKind == MethodKind.Constructor
                    && !(type.IsValueType && method.Parameters.IsEmpty)),
            IPropertySymbol => true,
            IFieldSymbol field => !field.IsImplicitlyDeclared,
            _ => false,
        };
    }

    private static string PrintMember(ISymbol member)
    {
        if (member is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } value)
        {
            return $"{value.Name} = {value.ConstantValue},";
        }

        var obsolete = member.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == nameof(ObsoleteAttribute));
        var text = member.ToDisplayString(s_member)
            .Replace(" private set;", "", StringComparison.Ordinal)
            .Replace(" internal set;", "", StringComparison.Ordinal)
            .Replace(" private init;", "", StringComparison.Ordinal);
        return (obsolete ? "[Obsolete] " : "") + text + (member is IPropertySymbol ? "" : ";");
    }
}
