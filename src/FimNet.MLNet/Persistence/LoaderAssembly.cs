namespace FimNet.MLNet.Persistence;

/// <summary>The assembly that ML.NET loads to read a model of this library.</summary>
internal static class LoaderAssembly
{
    /// <summary>Without its version: .NET refuses to load a version older than the one asked for, so that a file would depend on the package that wrote it and not on its own format.</summary>
    public static string Name { get; } = typeof(LoaderAssembly).Assembly.GetName().Name!;
}
