using FimNet.MLNet.Native;
using TorchSharp;

namespace FimNet.MLNet.Training;

/// <summary>The precision that a device can give.</summary>
internal static class PrecisionChoice
{
    /// <param name="wanted">The option.</param>
    /// <param name="device">Where the training runs.</param>
    /// <param name="multipliesBFloat16">Whether the processor does (see <see cref="ProcessorFeatures"/>).</param>
    /// <returns>Full or Mixed.</returns>
    /// <exception cref="InvalidOperationException">Mixed is wanted of a processor that would be slower so.</exception>
    public static TrainingPrecision For(TrainingPrecision wanted, torch.Device device, bool multipliesBFloat16)
    {
        bool onProcessor = device.type == DeviceType.CPU;
        return wanted switch
        {
            TrainingPrecision.Automatic => onProcessor && multipliesBFloat16 ? TrainingPrecision.Mixed : TrainingPrecision.Full,
            TrainingPrecision.Mixed when onProcessor && !multipliesBFloat16 => throw new InvalidOperationException(
                $"{nameof(FimNetOptions.Precision)} is {wanted}, but this processor does not multiply such numbers itself (it has no AVX512_BF16, or .NET may not use its AVX-512). Use {nameof(TrainingPrecision.Automatic)} or {nameof(TrainingPrecision.Full)}."),
            _ => wanted,
        };
    }
}
