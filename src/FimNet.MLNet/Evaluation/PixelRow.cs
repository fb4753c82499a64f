namespace FimNet.MLNet;

/// <summary>A pixel of an anomaly map as a row, in the columns that ML.NET's evaluators take.</summary>
public sealed class PixelRow
{
    /// <summary>The number of the image's row in the scored view, from 0.</summary>
    public long Image { get; set; }

    /// <summary>The map's value.</summary>
    public float Score { get; set; }

    /// <summary>1 for a defective pixel, 0 for a good one: the label of ML.NET's anomaly detection metrics.</summary>
    public float Label { get; set; }

    /// <summary>The same as a Boolean: the label of ML.NET's binary classification metrics.</summary>
    public bool IsDefective { get; set; }

    /// <summary>Whether the value is above the options' threshold; false without one.</summary>
    public bool PredictedLabel { get; set; }
}
