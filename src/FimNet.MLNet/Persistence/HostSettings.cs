using Microsoft.ML.Runtime;

namespace FimNet.MLNet.Persistence;

/// <summary>What the user set on MLContext, as a component's environment sees it.</summary>
internal static class HostSettings
{
    public static int? Seed(IHostEnvironment environment) => (environment as IHostEnvironmentInternal)?.Seed;

    public static int? GpuDeviceId(IHostEnvironment environment) => (environment as IHostEnvironmentInternal)?.GpuDeviceId;

    public static bool FallbackToCpu(IHostEnvironment environment) => (environment as IHostEnvironmentInternal)?.FallbackToCpu ?? true;

    public static string TemporaryFolder(IHostEnvironment environment) => (environment as IHostEnvironmentInternal)?.TempFilePath ?? Path.GetTempPath();

    /// <exception cref="OperationCanceledException">MLContext.CancelExecution was called.</exception>
    public static void CheckAlive(IHostEnvironment environment) => environment.CheckAlive();
}
