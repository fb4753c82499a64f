namespace Score;

/// <summary>What the model is given of a surface.</summary>
internal sealed class Surface
{
    public string ImagePath { get; set; } = "";
}

/// <summary>What the model says of it. A class may name fewer columns than the model has, and where missing ones are ignored, more.</summary>
internal sealed class Inspection
{
    public string ImagePath { get; set; } = "";

    /// <summary>Why the image could not be read; empty when it could, and then the score is a number.</summary>
    public string ImageError { get; set; } = "";

    public float Score { get; set; }

    public bool PredictedLabel { get; set; }

    public float[] AnomalyMap { get; set; } = [];
}
