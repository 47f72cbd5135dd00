using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppleAnalytics.Polyfills.Tests.Surface;

/// <summary>Prints the public types of the polyfill assemblies in the form of the recorded listing.</summary>
internal static class PolyfillApi
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

    // What the compiler makes for a record class by itself.
    private static readonly ImmutableHashSet<string> s_recordPlumbing =
        ["Equals", "GetHashCode", "ToString", "PrintMembers", "<Clone>$", "op_Equality", "op_Inequality"];

    public static IReadOnlyList<ApiType> Load()
    {
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var references = trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)).ToList();
        var compilation = CSharpCompilation.Create("surface", references: references);
        return [.. references
            .Where(reference => Path.GetFileName(reference.FilePath!).StartsWith("Microsoft.Azure.Functions.Worker", StringComparison.Ordinal))
            .Select(reference => (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!)
            .SelectMany(assembly => TypesIn(assembly.GlobalNamespace))
            .Select(Print)];
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol ns) => ns
        .GetTypeMembers()
        .Where(type => type.DeclaredAccessibility == Accessibility.Public)
        .Concat(ns.GetNamespaceMembers().SelectMany(TypesIn));

    private static ApiType Print(INamedTypeSymbol type)
    {
        var members = type.GetMembers().Where(member => IsListed(member, type)).Select(PrintMember);
        var attributes = type.GetAttributes()
            .Where(attribute => attribute.AttributeClass!.Name == nameof(AttributeUsageAttribute))
            .Select(attribute => $"[{attribute}]");
        var name = $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
        var bases = type.Interfaces.Prepend(type.BaseType)
            .Where(found => type.TypeKind is TypeKind.Class or TypeKind.Interface && found is { SpecialType: SpecialType.None })
            .Select(found => found!.ToDisplayString(s_member));
        return new ApiType(name, Declare(type), [.. bases], [.. attributes], [.. members]);
    }

    private static string Declare(INamedTypeSymbol type)
    {
        var modifier = type switch
        {
            { TypeKind: TypeKind.Class, IsStatic: true } => "static ",
            { TypeKind: TypeKind.Class, IsAbstract: true } => "abstract ",
            { TypeKind: TypeKind.Class, IsSealed: true } => "sealed ",
            { TypeKind: TypeKind.Struct, IsReadOnly: true } => "readonly ",
            _ => "",
        };
        var kind = type switch
        {
            { TypeKind: TypeKind.Class, IsRecord: true } => "record",
            { TypeKind: TypeKind.Delegate } => $"delegate {type.DelegateInvokeMethod!.ReturnType.ToDisplayString(s_member)}",
            _ => type.TypeKind.ToString().ToLowerInvariant(),
        };
        return $"public {modifier}{kind} {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";
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
