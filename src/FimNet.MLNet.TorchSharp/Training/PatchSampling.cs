namespace FimNet.MLNet;

/// <summary>Where the 64x64 training patches are cut.</summary>
public enum PatchSampling
{
    /// <summary>On the grid that scoring uses, at multiples of 64, as in the paper.</summary>
    Grid,

    /// <summary>Anywhere in the image.</summary>
    Random,
}
