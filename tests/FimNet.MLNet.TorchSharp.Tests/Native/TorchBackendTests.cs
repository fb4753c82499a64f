using System.Diagnostics;
using System.Text.Json;

namespace FimNet.MLNet.Tests.Native;

/// <summary>The build property that chooses an application's native package, looked at by evaluating a sample's project.</summary>
[TestClass]
public class TorchBackendTests
{
    [TestMethod]
    [DataRow("", "TorchSharp-cpu")]
    [DataRow("-p:TorchBackend=cpu", "TorchSharp-cpu")]
    [DataRow("-p:TorchBackend=cuda-windows", "TorchSharp-cuda-windows")]
    [DataRow("-p:TorchBackend=cuda-linux", "TorchSharp-cuda-linux")]
    public void The_property_switches_the_package(string property, string package)
    {
        (int exitCode, string output) = MSBuild("-getItem:PackageReference", property);
        Assert.AreEqual(0, exitCode, output);
        using JsonDocument items = JsonDocument.Parse(output);
        string[] torch = items.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!).Where(name => name.StartsWith("TorchSharp-", StringComparison.Ordinal)).ToArray();
        CollectionAssert.AreEqual(new[] { package }, torch);
    }

    [TestMethod]
    public void Another_value_is_refused_with_the_allowed_ones()
    {
        (int exitCode, string output) = MSBuild("-t:CheckTorchBackend", "-p:TorchBackend=opencl");
        Assert.AreNotEqual(0, exitCode);
        StringAssert.Contains(output, "TorchBackend is 'opencl'; it must be cpu, cuda-windows or cuda-linux.");
    }

    private static (int ExitCode, string Output) MSBuild(string request, string property)
    {
        // bin/Release/net10.0/<runtime>/QuickStart.dll
        string project = Path.GetFullPath(Path.Combine(SampleProgram.Path("QuickStart"), "../../../../..", "QuickStart.csproj"));
        string[] arguments = ["msbuild", project, request, "-nodeReuse:false", .. property.Length > 0 ? [property] : Array.Empty<string>()];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
