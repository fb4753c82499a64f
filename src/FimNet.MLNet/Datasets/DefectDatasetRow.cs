namespace FimNet.MLNet;

/// <summary>A row of a loaded defect dataset: an image and what is known about it.</summary>
public sealed class DefectDatasetRow
{
    /// <summary>Full path of the image.</summary>
    public string ImagePath { get; set; } = "";

    /// <summary>Full path of the picture that marks the defective pixels; empty for a good image and where the dataset has no mask.</summary>
    public string MaskPath { get; set; } = "";

    /// <summary>The kind of defect, which is the name of the image's folder; "good" for a good image.</summary>
    public string Defect { get; set; } = "";

    /// <summary>1 for a defective image, 0 for a good one: the label that ML.NET's anomaly detection metrics take.</summary>
    public float Label { get; set; }

    /// <summary>The same as a Boolean: the label that ML.NET's binary classification metrics take.</summary>
    public bool IsDefective { get; set; }
}
