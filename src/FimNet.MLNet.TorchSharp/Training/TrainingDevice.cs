using FimNet.MLNet.Persistence;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace FimNet.MLNet.Training;

/// <summary>The device that MLContext.GpuDeviceId and MLContext.FallbackToCpu ask for.</summary>
internal static class TrainingDevice
{
    /// <exception cref="InvalidOperationException">A GPU is asked for, there is none, and MLContext.FallbackToCpu is false.</exception>
    public static torch.Device Choose(IHostEnvironment environment, IChannel channel)
    {
        if (HostSettings.GpuDeviceId(environment) is not { } gpu)
        {
            return torch.CPU;
        }

        if (torch.cuda.is_available() && gpu >= 0 && gpu < torch.cuda.device_count())
        {
            return torch.device(DeviceType.CUDA, gpu);
        }

        string missing = $"MLContext.GpuDeviceId is {gpu}, but libtorch sees {(torch.cuda.is_available() ? torch.cuda.device_count() : 0)} CUDA devices. "
            + "Reference TorchSharp-cuda-windows or TorchSharp-cuda-linux and install the NVIDIA driver, or leave GpuDeviceId null.";
        if (!HostSettings.FallbackToCpu(environment))
        {
            throw new InvalidOperationException(missing);
        }

        channel.Warning(MessageSensitivity.None, missing + " Training on the CPU.");
        return torch.CPU;
    }
}
