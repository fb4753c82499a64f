namespace FimNet.MLNet;

/// <summary>The surfaces that <see cref="ProceduralDefectDataset"/> can draw.</summary>
public enum ProceduralTexture
{
    /// <summary>Fabric: touching warp and weft threads of slightly different shades. Regular.</summary>
    Weave,

    /// <summary>A mesh of metal wires with dark holes between them. Regular.</summary>
    Grid,

    /// <summary>A grained surface like leather or stone, different in every image. Stochastic.</summary>
    Grain,
}
